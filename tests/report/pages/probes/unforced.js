// Marks the elements that keep their own colours where colours are forced; returns how many there are.
() => {
  const kept = [...document.querySelectorAll("body *")].filter(
    (node) => node instanceof HTMLElement && getComputedStyle(node).forcedColorAdjust === "none");
  for (const node of kept) node.dataset.unforced = "";
  return kept.length;
}
