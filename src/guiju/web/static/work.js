// What is due: countdowns by the server's clock, parts of a page that look for news, boards that are dragged.
(() => {
  "use strict";
  const all = (selector, root = document) => root.querySelectorAll(selector);

  // A countdown stands in [data-clock], which says the server's time and the words; without script its own words stand.
  const skews = new WeakMap();
  const now = (clock) => {
    const known = skews.get(clock);
    if (!known || known.stamp !== clock.dataset.clock) {
      skews.set(clock, { stamp: clock.dataset.clock, skew: Number(clock.dataset.clock) - Date.now() / 1000 });
    }
    return Date.now() / 1000 + skews.get(clock).skew;
  };
  const span = (seconds, [hours, minutes, plain, soon]) => {
    const whole = Math.floor(seconds / 60);
    if (whole < 1) return soon;
    if (whole < 60) return plain.replace("%s", whole);
    const rest = whole % 60;
    return hours.replace("%s", Math.floor(whole / 60)) + (rest ? ` ${minutes.replace("%s", rest)}` : "");
  };
  const tell = () => {
    for (const clock of all("[data-clock]")) {
      const words = clock.dataset.words.split("|");
      for (const time of all("[data-due]", clock)) {
        const left = Number(time.dataset.due) - now(clock);
        const said = (left < 0 ? words[1] : words[0]).replace("%s", span(Math.abs(left), words.slice(2)));
        if (time.textContent !== said) time.textContent = said;
        time.classList.toggle("over", left < 0);
        time.classList.toggle("soon", left >= 0 && left < 3600);
      }
    }
  };

  // [data-live] asks again every minute while it is looked at, and never while somebody writes in it.
  const LOOK = 60000;
  let looked = Date.now();
  const busy = (live) => {
    const at = document.activeElement;
    return (live.contains(at) && at.matches("input, textarea, select")) || live.querySelector(".slot form, dialog[open]");
  };
  const look = () => {
    if (document.hidden || Date.now() - looked < LOOK) return;
    looked = Date.now();
    for (const live of all("[data-live]")) if (!busy(live)) live.dispatchEvent(new Event("guiju:live"));
  };

  // A board: what is dropped is sent by the board's own form, as its buttons would.
  const arm = () => {
    for (const board of all("[data-board]")) {
      if (board.dataset.ready || !window.Sortable) continue;
      board.dataset.ready = "yes";
      for (const lane of all("[data-lane]", board)) {
        window.Sortable.create(lane, {
          group: board.id,
          draggable: "[data-card]",
          filter: "a, button, summary, input, select, textarea",
          preventOnFilter: false,
          delay: 180,
          delayOnTouchOnly: true,
          animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
          ghostClass: "ghost",
          onEnd: ({ item, to, from, oldDraggableIndex, newDraggableIndex }) => {
            if (to === from && oldDraggableIndex === newDraggableIndex) return;
            const form = document.getElementById(board.dataset.board);
            const next = item.nextElementSibling;
            form.elements.work.value = item.dataset.card;
            form.elements.version.value = item.dataset.version;
            form.elements.lane.value = to.dataset.lane;
            form.elements.before.value = next ? next.dataset.card : "";
            form.requestSubmit();
          },
        });
      }
    }
  };

  // @ in a remark offers the names of those who are concerned: data-names lists them.
  document.addEventListener("input", (event) => {
    const box = event.target.closest("textarea[data-people]");
    if (!box) return;
    const typed = /[@＠]([^\s@＠，。；、]{0,12})$/.exec(box.value.slice(0, box.selectionStart));
    const list = document.getElementById(box.dataset.people);
    for (const button of list ? all("button", list) : []) {  // nobody else is concerned
      button.hidden = Boolean(typed) && !button.dataset.name.includes(typed[1]);
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-name]");
    const box = button && document.querySelector(`textarea[data-people="${button.parentElement.id}"]`);
    if (!box) return;
    const before = box.value.slice(0, box.selectionStart).replace(/[@＠][^\s@＠，。；、]{0,12}$/, "");
    box.value = `${before}@${button.dataset.name} ${box.value.slice(box.selectionStart)}`;
    box.focus();
    for (const other of all("button", button.parentElement)) other.hidden = false;
  });

  // A form is closed where it was opened, and one is open at a time; what was typed is kept until it is sent:
  // while a form is in a slot, what else happens to the list leaves it alone (htmx-config in base.html).
  const fold = (slot) => {
    slot.replaceChildren();
    const opener = document.querySelector(`[hx-target="#${CSS.escape(slot.id)}"]`);
    if (opener) opener.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    for (const more of all("details.more[open]")) if (!more.contains(event.target)) more.open = false;
    const close = event.target.closest("[data-close]");
    if (!close) return;
    event.preventDefault();
    fold(document.getElementById(close.dataset.close));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
    const more = event.target.closest("details.more[open]"), slot = event.target.closest(".slot");
    if (more) {
      more.open = false;
      more.querySelector("summary").focus();
    } else if (slot && slot.querySelector("[data-close]")) fold(slot);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { target, sourceElement } = event.detail.ctx || {};
    const sent = sourceElement && sourceElement.closest && sourceElement.closest(".slot");
    // what was swapped out is no longer in the page: where it stood is known by its id
    const landed = target && target.id && document.getElementById(target.id);
    if (sent && target !== sent && !(landed && sent.contains(landed))) sent.replaceChildren();
    const slot = landed;
    if (!slot || !slot.matches(".slot")) return;
    for (const other of all(".slot")) if (other !== slot) other.replaceChildren();
    for (const more of all("details.more[open]")) more.open = false;
    const first = slot.querySelector("textarea") || slot.querySelector("input:not([type=hidden], [type=checkbox], [type=file]), select");
    if (first) first.focus({ preventScroll: true });
  });

  const start = () => { tell(); arm(); };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start); else start();
  document.addEventListener("htmx:after:swap", start);
  document.addEventListener("visibilitychange", look);
  setInterval(tell, 5000);
  setInterval(look, 5000);
})();
