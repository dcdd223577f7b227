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
