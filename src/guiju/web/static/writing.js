// The desk. What is typed stays in this browser until the server says that it has it; names are completed.
(() => {
  "use strict";
  const PREFIX = "writing:";
  const form = document.querySelector("form[data-copy]");
  if (!form) return;
  const slot = PREFIX + form.dataset.copy;
  const token = form.elements.token;
  const fields = () => [...form.elements].filter((e) => e.name && !["hidden", "submit", "button"].includes(e.type) && e.tagName !== "BUTTON");
  const values = (checked, value) => {
    const found = {};
    for (const element of fields()) {
      if (["checkbox", "radio"].includes(element.type)) {
        if (checked(element)) (found[element.name] ||= []).push(element.value);
        else found[element.name] ||= [];
      } else (found[element.name] ||= []).push(value(element));
    }
    return found;
  };
  const first = (element) => {  // the value that the page was sent with
    const twin = element.cloneNode(true);
    if (twin.tagName !== "SELECT") { twin.value = element.defaultValue; return twin.value; }
    for (const option of twin.options) option.selected = option.defaultSelected;
    return twin.value;
  };
  const typed = () => values((box) => box.checked, (element) => element.value);
  const sent = () => values((box) => box.defaultChecked, first);
  const put = (values) => {
    for (const element of fields()) {
      const kept = values[element.name];
      if (!kept) continue;
      if (["checkbox", "radio"].includes(element.type)) element.checked = kept.includes(element.value);
      else if (kept.length) element.value = kept[0];
    }
  };
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };

  // Copies that the server has are forgotten; what it has not got comes back into the form.
  const had = new Set((form.dataset.had || "").split(" "));
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && had.has((read(key) || {}).token)) localStorage.removeItem(key);
  }
  const asSaved = JSON.stringify(sent());
  const kept = read(slot);
  if (kept && JSON.stringify(kept.values) !== asSaved) {
    put(kept.values);
    token.value = kept.token;
    const said = document.createElement("div");
    said.className = "notice wait kept-here";
    said.setAttribute("role", "status");
    const text = document.createElement("div");
    text.textContent = form.dataset.kept + " ";
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn tiny";
    drop.textContent = form.dataset.forget;
    drop.addEventListener("click", () => { localStorage.removeItem(slot); location.reload(); });
    text.append(drop);
    said.append(text);
    form.prepend(said);
  }
  const keep = () => {
    const now = typed();
    if (JSON.stringify(now) === asSaved) { localStorage.removeItem(slot); return; }
    token.value ||= `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
    try { localStorage.setItem(slot, JSON.stringify({ token: token.value, values: now })); } catch { /* the browser is full */ }
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  // What came back, and what was typed before the scripts were there, is checked once htmx listens: a turn after load.
  addEventListener("load", () => setTimeout(() => {
    if (JSON.stringify(typed()) !== asSaved) form.dispatchEvent(new Event("change", { bubbles: true }));
  }));

  // Names: the word before the caret is completed from what the draft knows.
  let names = null;
  const all = async () => {
    if (!names) {
      const answer = await fetch(form.dataset.names, { headers: { Accept: "application/json" } });
      names = answer.ok ? (await answer.json()).names : [];
    }
    return names;
  };
  const WORD = /[^\s()（）+\-*/,，、<>=≤≥≠"'「」：:{}[\]]+$/u;
  let offers = null;
  const close = () => { if (offers) offers.list.remove(); offers = null; };
  const choose = (name) => {
    const { area, start, end } = offers;
    close();
    area.setRangeText(name, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };
  const offer = async (area) => {
    const sort = area.dataset.complete;
    const listed = document.getElementById(`names-${sort.split(" ").join("-")}`);
    const known = sort === "formula" ? await all() : [...(listed ? listed.options : [])].map((one) => [one.value, ""]);
    const end = area.selectionStart;  // now: while the names came, more may have been typed
    const word = (WORD.exec(area.value.slice(0, end)) || [""])[0];
    if (!word) { close(); return; }
    const low = word.toLowerCase();
    const ranked = known.filter(([name]) => name.toLowerCase().includes(low) && name !== word);
    ranked.sort((a, b) => b[0].toLowerCase().startsWith(low) - a[0].toLowerCase().startsWith(low) || a[0].length - b[0].length);
    close();
    if (!ranked.length) return;
    const list = document.createElement("ul");
    list.className = "offers";
    list.setAttribute("role", "listbox");
    for (const [at, [name, what]] of ranked.slice(0, 7).entries()) {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", at === 0);
      item.textContent = name;
      item.dataset.name = name;
      if (what) { const note = document.createElement("span"); note.className = "faint small"; note.textContent = what; item.append(note); }
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(name); });
      list.append(item);
    }
    area.after(list);
    offers = { list, area, start: end - word.length, end };
  };
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-complete]") && event.isTrusted) offer(event.target);
  });
  form.addEventListener("focusout", () => setTimeout(close, 100));
  form.addEventListener("keydown", (event) => {
    if (!offers || event.isComposing) return;
    const items = [...offers.list.children];
    const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") { close(); event.preventDefault(); return; }
    if (event.key === "Tab" || event.key === "Enter") { event.preventDefault(); choose(items[at].dataset.name); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    items[at].setAttribute("aria-selected", "false");
    items[(at + step + items.length) % items.length].setAttribute("aria-selected", "true");
  });
})();
