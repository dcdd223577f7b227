// Filling in a form: what the server has saved need not be remembered here, and what it could not save is said.
(() => {
  "use strict";
  const forget = (form) => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("keep:") && key.endsWith(`:${form.dataset.keep}`)) sessionStorage.removeItem(key);
    }
  };
  const filling = (event) => event.target.closest && event.target.closest("form.filling[data-lost]");

  document.addEventListener("htmx:after:request", (event) => {
    const form = filling(event);
    const answer = event.detail.ctx && event.detail.ctx.response;
    if (form && answer && answer.raw && answer.raw.ok) forget(form);
  });
  document.addEventListener("htmx:error", (event) => {
    const form = filling(event);
    const said = form && form.querySelector("#saved span");
    if (said) said.textContent = form.dataset.lost;
  });

  // What was typed goes with the form when it is filed; saved once more beside it, it would come after it.
  document.addEventListener("submit", (event) => {
    const form = filling(event);
    if (form && !event.defaultPrevented) form.dataset.sent = "yes";
  });
  document.addEventListener("input", (event) => {  // still here, and still at it
    const form = filling(event);
    if (form) delete form.dataset.sent;
  });
  document.addEventListener("htmx:config:request", (event) => {
    if (event.target.matches("form.filling[data-sent]")) event.preventDefault();
  });

  // Ctrl/⌘ Enter sends, as in every letter that one writes.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form.filling");
    if (form) form.querySelector(".acts .btn.main").click();
  });
})();
