// The book knows where one reads: its contents mark the clause, and on a narrow screen fold away once used.
(() => {
  "use strict";
  addEventListener("DOMContentLoaded", () => {
    const contents = document.querySelector(".toc details"), here = document.querySelector(".toc .here");
    if (!contents) return;
    const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
    const clauses = [...document.querySelectorAll(".clause")].filter((one) => links.has(one.id));
    const wide = matchMedia("(min-width: 1241px)");
    let marked = null;

    const follow = () => {
      const ended = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
      const line = ended ? innerHeight : innerHeight / 3;  // what begins above this line is being read
      const at = clauses.findLast((one) => one.getBoundingClientRect().top < line);
      const link = at ? links.get(at.id) : null;
      if (link === marked) return;
      if (marked) marked.removeAttribute("aria-current");
      marked = link;
      here.textContent = link ? link.querySelector("span").textContent : "";
      if (!link) return;
      link.setAttribute("aria-current", "location");
      keep(link);
    };
    const keep = (link) => {  // the list moves, never the page
      const list = wide.matches ? contents.closest(".toc") : contents.querySelector("ol");
      const [whole, one] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
      if (one.top < whole.top || one.bottom > whole.bottom) list.scrollTop += one.top - whole.top - whole.height / 2;
    };
    let waiting = 0;
    addEventListener("scroll", () => {
      if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; follow(); });
    }, { passive: true });
    follow();

    wide.addEventListener("change", () => { contents.open = wide.matches; });
    contents.addEventListener("toggle", () => { if (contents.open && marked) keep(marked); });
    contents.addEventListener("click", (event) => { if (event.target.closest("a") && !wide.matches) contents.open = false; });
    document.addEventListener("click", (event) => { if (!wide.matches && !contents.contains(event.target)) contents.open = false; });
    contents.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || wide.matches) return;
      contents.open = false;
      contents.querySelector("summary").focus();
    });
  });
})();
