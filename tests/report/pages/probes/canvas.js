// Says the colour of the page's ground where the page leaves it to the browser: axe-core would take it for white.
() => {
  const roots = [document.documentElement, document.body];
  if (roots.every((node) => /, 0\)$|^transparent$/.test(getComputedStyle(node).backgroundColor)))
    document.documentElement.style.backgroundColor = "Canvas";
}
