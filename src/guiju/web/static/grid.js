// A grid of fields typed like a spreadsheet: arrows and Enter walk, a pasted block fills its cells. Without it, a form.
(() => {
  "use strict";
  const place = (field) => {
    const cell = field.closest("td");
    const row = cell && cell.parentElement;
    return row && field.closest("table[data-grid]") ? [row.sectionRowIndex, cell.cellIndex] : null;
  };
  const at = (table, row, column) => {
    const line = table.tBodies[0].rows[row];
    const cell = line && line.cells[column];
    return cell ? cell.querySelector("input") : null;
  };
  const go = (table, row, column) => {
    const field = at(table, row, column);
    if (field) {
      field.focus();
      field.select();
    }
    return Boolean(field);
  };

  document.addEventListener("keydown", (event) => {
    const found = event.target.matches && event.target.matches("table[data-grid] input") && place(event.target);
    if (!found || event.altKey || event.ctrlKey || event.metaKey) return;
    const [row, column] = found;
    const table = event.target.closest("table");
    const field = event.target;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const steps = {
      ArrowUp: [-1, 0, true],
      ArrowDown: [1, 0, true],
      Enter: [event.shiftKey ? -1 : 1, 0, true],
      ArrowLeft: [0, -1, whole || field.selectionEnd === 0],
      ArrowRight: [0, 1, whole || field.selectionStart === field.value.length],
    };
    const step = steps[event.key];
    if (!step || !step[2]) return;
    event.preventDefault();
    go(table, row + step[0], column + step[1]);
  });

  document.addEventListener("paste", (event) => {
    const found = event.target.matches && event.target.matches("table[data-grid] input") && place(event.target);
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!found || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const table = event.target.closest("table");
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, down) => {
      line.split("\t").forEach((value, along) => {
        const field = at(table, found[0] + down, found[1] + along);
        if (!field) return;
        field.value = value.trim();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
  });
})();
