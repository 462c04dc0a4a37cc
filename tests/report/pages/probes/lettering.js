// The texts in drawings, written there or put there from the one copy of the page, one of each kind: its number among all of them, its words, and whether its letters are large.
() => {
  const kinds = new Map();
  [...document.querySelectorAll("svg text, svg use[href^='#l-']")].forEach((shown, number) => {
    const node = shown.matches("use") ? document.querySelector(`${shown.getAttribute("href")} text`) : shown;
    const box = shown.getBoundingClientRect(), style = getComputedStyle(node);
    if (!node.textContent.trim() || !box.width || !box.height || shown.closest("defs") || !shown.checkVisibility({ visibilityProperty: true })) return;
    const before = node.previousElementSibling, above = shown.parentElement;
    const kind = [node.textContent.trim().length > 2 ? "words" : node.textContent.trim(), style.fill,
      ...[node, before, above].map((part) => [part?.getAttribute("class"), part?.getAttribute("fill")].join(" "))].join("|");
    const size = parseFloat(style.fontSize) * (node.getScreenCTM()?.a ?? 1);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (!kinds.has(kind)) kinds.set(kind, { number, words: node.textContent.trim().slice(0, 40), large });
  });
  return [...kinds.values()];
}
