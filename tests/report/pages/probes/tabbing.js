// Notes what the Tab key should reach, and from now on what it does; returns how often to press it.
() => {
  const STOPS = "a[href], area[href], summary, button, input, select, textarea, [tabindex]";
  const seen = (node) => node.checkVisibility({ visibilityProperty: true });
  const expected = [...document.querySelectorAll(STOPS)].filter(
    (node) => seen(node) && !node.disabled && (node.getAttribute("tabindex") ?? "0") >= "0"
      && (node.localName !== "summary" || node.parentNode.querySelector("summary") === node));
  // Browsers let people reach what scrolls even where the page does not say so.
  const scrolls = [...document.querySelectorAll("body *")].filter(
    (node) => /auto|scroll/.test(getComputedStyle(node).overflow) && !expected.includes(node)).length;
  window.reportStops = { expected, reached: [], findings: [] };
  document.activeElement?.blur();
  document.addEventListener("focusin", ({ target }) => {
    const { reached, findings } = window.reportStops;
    if (reached.includes(target)) return;
    reached.push(target);
    const words = target.outerHTML.replace(/\s+/g, " ").slice(0, 100);
    const lack = unseen(target) ?? unmarked(target);
    if (lack) findings.push(`${lack}: ${words}`);
  });
  return expected.length + scrolls + 1;

  function unseen(node) {
    const points = [...node.getClientRects()].flatMap(({ left, top, right, bottom }) => {
      const middle = (left + right) / 2, half = (top + bottom) / 2;
      return [[middle, half], [left + 2, half], [right - 2, half], [middle, top + 2], [middle, bottom - 2]];
    });
    const found = points.map(([x, y]) => document.elementFromPoint(x, y));
    return found.some((other) => node.contains(other)) ? null : "not seen when it is focused";
  }

  function unmarked(node) {
    const style = getComputedStyle(node);
    const width = parseFloat(style.outlineWidth);
    if (style.outlineStyle === "none" || !(width > 0)) return "no outline when it is focused";
    if (style.outlineStyle === "auto") return null; // the browser's own, in two colours
    const [one, other] = [style.outlineColor, ground(node.parentElement)].map(luminance);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return ratio < 3 ? `an outline of ${ratio.toFixed(2)} to 1, expected 3, when it is focused` : null;
  }

  function ground(node) {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (!/, 0\)$|^transparent$/.test(colour)) return colour;
    }
    return "Canvas";
  }

  function luminance(colour) {
    const paint = document.createElement("canvas").getContext("2d");
    paint.fillStyle = "white";
    paint.fillRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map((value) => value / 255).map(
      (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
}
