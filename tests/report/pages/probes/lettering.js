// The texts in drawings, one of each kind: its number among all of them, its words, and whether its letters are large.
() => {
  const kinds = new Map();
  [...document.querySelectorAll("svg text")].forEach((node, number) => {
    const box = node.getBoundingClientRect(), style = getComputedStyle(node);
    if (!node.textContent.trim() || !box.width || !box.height || !node.checkVisibility({ visibilityProperty: true })) return;
    const before = node.previousElementSibling, above = node.parentElement;
    const kind = [node.textContent.trim().length > 2 ? "words" : node.textContent.trim(), style.fill,
      ...[node, before, above].map((part) => [part?.getAttribute("class"), part?.getAttribute("fill")].join(" "))].join("|");
    const size = parseFloat(style.fontSize) * (node.getScreenCTM()?.a ?? 1);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (!kinds.has(kind)) kinds.set(kind, { number, words: node.textContent.trim().slice(0, 40), large });
  });
  return [...kinds.values()];
}
