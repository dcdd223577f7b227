// What was asked for before a proof is fetched at once; without script its button does.
document.querySelectorAll("form[data-send]").forEach((form) => {
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") form.submit();
});
// Copying and printing what is shown once. Without script the text is there to be marked, and browsers print by themselves.
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = document.querySelector(button.dataset.copy);
    navigator.clipboard.writeText(shown.textContent.trim()).then(() => button.classList.add("done"));
  });
});
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
