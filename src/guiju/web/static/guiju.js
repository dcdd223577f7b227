// What HTML cannot do alone. Every page works without it.
(() => {
  "use strict";
  const all = (selector, root = document) => root.querySelectorAll(selector);

  // Filters send themselves when changed; their button is for those without script.
  const fit = new ResizeObserver((entries) => {  // a table that fits needs no scroll box: its head sticks to the page
    for (const { target } of entries) target.classList.toggle("fits", target.scrollWidth <= target.clientWidth);
  });
  const arm = (root) => {
    for (const box of all(".scroll", root)) fit.observe(box);
    for (const form of all("form[data-auto]", root)) {
      for (const button of all("button[data-noscript]", form)) button.hidden = true;
    }
    for (const details of all(".chart details", root)) if (window.echarts) details.open = false;
    for (const fold of all("details[data-fold]", root)) {
      fold.open = innerWidth > Number(fold.dataset.fold);
      fold.removeAttribute("data-fold");  // once: then it is the reader's
    }
    for (const form of all("form[data-keep]", root)) restore(form);
    for (const pick of all(".pick", root)) prepare(pick.closest("[data-drop]") || pick);
    for (const tab of all(".tabs a[aria-current]", root)) {  // the strip moves, never the page
      const strip = tab.closest(".tabs"), [whole, one] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
      strip.scrollLeft += one.left + one.width / 2 - whole.left - whole.width / 2;
    }
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form) form.requestSubmit();
  });

  // One key leads to a place: data-key names it. Ctrl/⌘ K opens the box that finds everything.
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && seek()) return event.preventDefault();
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const keyed = `[data-key="${CSS.escape(event.key)}"]`;
    const target = document.querySelector(`input${keyed}`) || document.querySelector(keyed);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input")) target.focus(); else target.click();
  });

  const seek = () => {
    const box = document.getElementById("finder");
    if (!box) return false;
    if (!box.open) box.showModal();
    const field = box.querySelector("input");
    field.select();
    field.dispatchEvent(new Event("opened"));
    return true;
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens=finder]") && !event.ctrlKey && !event.metaKey && seek()) event.preventDefault();
    if (event.target.id === "finder") event.target.close();  // beside the box
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest("#finder");
    if (!box || event.isComposing) return;
    const links = [...all("#hits a", box)], at = links.indexOf(document.activeElement);
    const next = { ArrowDown: links[at + 1] || links[0], ArrowUp: at > 0 ? links[at - 1] : box.querySelector("input") }[event.key];
    if (next) { event.preventDefault(); next.focus(); }
    if (event.key === "Enter" && at < 0 && links.length) { event.preventDefault(); links[0].click(); }
  });

  // Rows: arrow keys move between the first links.
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest(".sheet tbody tr");
    if (!row || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    const link = next && next.querySelector("a, button, input");
    if (link) { event.preventDefault(); link.focus(); }
  });

  // Nothing typed is lost: a form with data-keep is remembered in this tab until it is sent.
  const SENT = "sent";
  const arrived = () => {
    const sent = sessionStorage.getItem(SENT);
    const [came] = performance.getEntriesByType("navigation");
    if (!sent || (came && came.type !== "navigate")) return;
    sessionStorage.removeItem(sent);
    sessionStorage.removeItem(SENT);
  };
  const slot = (form) => `keep:${location.pathname}:${form.dataset.keep}`;
  const kept = (form) => [...form.elements].filter((e) => e.name && !["hidden", "password", "file"].includes(e.type));
  const restore = (form) => {
    const values = JSON.parse(sessionStorage.getItem(slot(form)) || "{}");
    for (const element of kept(form)) {
      if (!(element.name in values)) continue;
      if (["checkbox", "radio"].includes(element.type)) element.checked = values[element.name].includes(element.value);
      else element.value = values[element.name][0];
    }
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!form) return;
    const values = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") (values[name] ||= []).push(value);
    }
    sessionStorage.setItem(slot(form), JSON.stringify(values));
  });
  document.addEventListener("submit", (event) => {
    // Not before it arrived: whoever comes back from the browser's own error page finds what they wrote.
    if (event.target.matches("form[data-keep]")) sessionStorage.setItem(SENT, slot(event.target));
    // A second click must not send twice.
    const button = event.submitter;
    if (button && event.target.method === "post" && !event.target.hasAttribute("hx-post")) {
      setTimeout(() => { button.disabled = true; });
      setTimeout(() => { button.disabled = false; }, 4000);
    }
  });

  document.addEventListener("htmx:after:request", (event) => {
    const { sourceElement: form, response } = event.detail.ctx || {};
    const done = form && form.matches("form[data-keep]:not(.filling)") && response && response.raw && response.raw.ok && !response.headers.get("Guiju-Already");
    if (!done) return;
    sessionStorage.removeItem(slot(form));
    form.reset();  // what was said is said: it does not stand there to be sent a second time
  });

  // What was chosen is named. Files dropped anywhere on the page land in its field; more than data-most bytes are
  // not even sent.
  const size = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
  const prepare = (drop) => {
    if (drop.dataset.ready) return;
    drop.dataset.ready = "yes";
    const input = drop.querySelector('input[type="file"]');
    const names = (drop.closest(".field") || drop).querySelector("[data-names]");
    const list = () => {
      const files = [...input.files];
      if (names) names.replaceChildren(...files.map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} · ${size(file.size)}`;
        return line;
      }));
      const sum = files.reduce((all, file) => all + file.size, 0);
      input.setCustomValidity(sum > Number(drop.dataset.most || Infinity) ? drop.dataset.tooMuch : "");
      input.reportValidity();
    };
    input.addEventListener("change", list);
    if (!("drop" in drop.dataset)) return;
    for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) drop.classList.remove("over");
    });
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      list();
    });
  };

  // Confirm before what cannot be undone: the sentence stands in data-ask.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-ask]");
    if (button && !window.confirm(button.dataset.ask)) event.preventDefault();
  });

  // Exact figures are copied whole.
  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    const data = selection.anchorNode && selection.anchorNode.parentElement.closest("data.amount");
    if (data && selection.toString().trim() === data.textContent.trim()) {
      event.clipboardData.setData("text/plain", data.value);
      event.preventDefault();
    }
  });

  addEventListener("DOMContentLoaded", () => {
    arrived();
    arm(document);
    const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named && named.matches("input")) named.focus();
  });
  document.addEventListener("htmx:after:swap", () => { arm(document); if (window.guijuCharts) window.guijuCharts(); });
})();
