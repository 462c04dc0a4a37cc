// The text that is seen, drawings included, and without what is said to screen readers only.
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (node.closest("title, desc, style") || !node.checkVisibility({ visibilityProperty: true })) continue;
    let small = false;
    for (let above = node; above !== document.body && !small; above = above.parentElement) {
      const box = above.getBoundingClientRect(), held = getComputedStyle(above);
      small = held.position === "absolute" && held.overflow !== "visible" && (box.width <= 2 || box.height <= 2);
    }
    if (!small) words.push(walker.currentNode.textContent);
  }
  return words.join(" ");
}
