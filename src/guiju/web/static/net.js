// When the line is slow or gone: what was pressed shows that it is under way, what did not arrive is said and may be
// sent again, and what was written stays.
(() => {
  "use strict";
  const bar = () => document.getElementById("net");
  let again = null;

  const say = (what, retry = null) => {
    const place = bar();
    if (!place) return;
    again = retry;
    for (const line of place.querySelectorAll("[data-net]")) line.hidden = line.dataset.net !== what;
    place.querySelector("button").hidden = !retry;
    place.hidden = !what;
  };

  // Asked by somebody, and not by the page for itself; a draft says for itself that it was not saved.
  const asked = (source) => source && source.isConnected && !source.matches("[data-live], [hx-trigger*=load], form.filling");
  // Each deed has a key of its own. No answer does not say that it was not done: sent again, it has the same key, and
  // the server does it once. What is only checked or kept as one writes is no deed.
  const keys = new WeakMap();
  const deed = (ctx) => {
    const event = ctx && ctx.request && ctx.request.method === "POST" && ctx.sourceEvent;
    return event && (event.type === "submit" || event.type === "click") ? ctx.sourceElement : null;
  };
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
  const already = (ctx) => Boolean(ctx.response.headers && ctx.response.headers.get("Guiju-Already"));
  document.addEventListener("htmx:config:request", (event) => {
    const source = deed(event.detail.ctx);
    if (!source) return;
    if (!keys.has(source)) keys.set(source, fresh());
    event.detail.ctx.request.headers["Guiju-Deed"] = keys.get(source);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const ctx = event.detail.ctx;
    if (!ctx || !ctx.response || !deed(ctx)) return;
    keys.delete(ctx.sourceElement);
    if (already(ctx)) say("already");
  });

  const resend = (source, submitter) => () => {
    if (source.matches("form")) source.requestSubmit(submitter && submitter.isConnected ? submitter : undefined);
    else source.click();
  };

  document.addEventListener("htmx:error", (event) => {
    const ctx = event.detail.ctx;
    if (!ctx || ctx.response) return;  // there was an answer
    const source = ctx.sourceElement;
    if (asked(source)) say("lost", resend(source, ctx.sourceEvent && ctx.sourceEvent.submitter));
  });
  document.addEventListener("htmx:after:request", (event) => {
    const ctx = event.detail.ctx;
    if (again && ctx && ctx.response && asked(ctx.sourceElement) && !already(ctx)) say("");
  });

  // A form that the browser sends itself would lead to an error page of its own: it waits until there is a line.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (!navigator.onLine && (!form.hasAttribute("hx-post") || form.matches(".filling"))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      say("lost", resend(form, event.submitter));
    }
  }, true);

  addEventListener("offline", () => { if (!again) say("off"); });
  addEventListener("online", () => {
    if (!again) say("");  // what was not sent stays to be sent
    for (const form of document.querySelectorAll("form.filling[hx-post]")) {
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (const live of document.querySelectorAll("[data-live]")) {
      if (!live.querySelector(".slot form")) live.dispatchEvent(new Event("guiju:live"));
    }
  });

  // Under way: what was pressed is not sent twice and shows that it was heard. A form that is only checked as one
  // types stays free: whoever presses its button meanwhile means it.
  const busy = (event, on) => {
    const { sourceElement: source, sourceEvent } = event.detail.ctx || {};
    if (!source || !source.matches("form:not(.filling), a[hx-get], button")) return;
    if (!on || !source.matches("form") || (sourceEvent && sourceEvent.type === "submit")) source.setAttribute("aria-busy", String(on));
  };
  document.addEventListener("htmx:before:request", (event) => busy(event, true));
  document.addEventListener("htmx:finally:request", (event) => busy(event, false));

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#net button") || !again) return;
    const send = again;
    say("");
    send();
  });
})();
