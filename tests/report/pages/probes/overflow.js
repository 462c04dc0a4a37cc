// What sticks out sideways, and text that is clipped, at the width that the window has.
({ printing }) => {
  const SLACK = 1; // pixels, for fractions
  const findings = [];
  const words = (node) => {
    const id = node.id ? `#${node.id}` : "";
    const kinds = [...node.classList].map((name) => `.${name}`).join("");
    return `<${node.localName}${id}${kinds}> ${node.textContent.replace(/\s+/g, " ").trim().slice(0, 60)}`;
  };
  const root = document.documentElement;
  const room = root.clientWidth;
  const style = new Map();
  const styled = (node) => style.get(node) ?? (style.set(node, getComputedStyle(node)), style.get(node));
  // Said to screen readers only: one pixel, or clipped to nothing.
  const unseen = (node) => {
    for (; node && node !== document.body; node = node.parentElement) {
      const box = node.getBoundingClientRect(), held = styled(node);
      const small = box.width <= 2 || box.height <= 2;
      if (small && /hidden|clip/.test(held.overflow) && held.position === "absolute") return true;
      if (/^inset\(50%|^rect\(0px/.test(held.clipPath) || /^rect\(0px, 0px, 0px, 0px\)|^rect\(1px, 1px, 1px, 1px\)/.test(held.clip))
        return true;
    }
    return false;
  };
  // A skip link waits outside of the page until it is focused.
  const waiting = (node) => {
    const stop = node.closest("a[href^='#']");
    const box = stop?.getBoundingClientRect();
    return Boolean(box) && (box.right + scrollX <= 0 || box.bottom + scrollY <= 0);
  };
  const scroller = (node) => !printing && /auto|scroll/.test(styled(node).overflowX);
  const usable = (node) => node.tabIndex >= 0 && node.hasAttribute("tabindex") && node.getAttribute("role")
    && (node.getAttribute("aria-label")?.trim() || node.getAttribute("aria-labelledby"));
  const inside = (node) => {
    for (let above = node.parentElement; above && above !== root; above = above.parentElement)
      if (above !== document.body && scroller(above)) return true;
    return false;
  };

  if (root.scrollWidth > room) findings.push(`the page is ${root.scrollWidth} pixels wide, in a window of ${room}`);
  for (const node of document.body.querySelectorAll("*")) {
    if (!node.checkVisibility({ visibilityProperty: true }) || unseen(node) || waiting(node)) continue;
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    if (node.closest("svg") === null || node.localName === "svg") {
      if (scroller(node) && node.scrollWidth > node.clientWidth + SLACK && !usable(node))
        findings.push(`scrolls sideways without tabindex, role and label: ${words(node)}`);
      if (!scroller(node) && node.clientWidth && node.scrollWidth > node.clientWidth + SLACK && styled(node).display !== "inline")
        findings.push(`its content is ${node.scrollWidth} pixels wide, in a box of ${node.clientWidth}: ${words(node)}`);
    }
    if (!inside(node) && (box.right > room + SLACK || box.left < -SLACK))
      findings.push(`from ${Math.round(box.left)} to ${Math.round(box.right)}, in a window of ${room}: ${words(node)}`);
    for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE && child.textContent.trim()) clipped(node, child);
  }
  return [...new Set(findings)].slice(0, 40);

  function clipped(node, text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter((box) => box.width && box.height);
    if (!boxes.length) return;
    const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
    const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
    const line = Math.max(...boxes.map((box) => box.height));
    for (let above = node; above && above !== document.body; above = above.parentElement) {
      const held = styled(above), box = above.getBoundingClientRect();
      if (above instanceof SVGElement ? above.localName !== "svg" : /^(inline|contents)$/.test(held.display)) continue;
      const cuts = held.overflowX !== "visible" && !scroller(above);
      if (cuts && (right > box.right + SLACK || left < box.left - SLACK))
        return void findings.push(`text is clipped at the side: ${words(node)}`);
      // What scrolls downwards can be read; a line's own box is often taller than the letters in it.
      const cutsBelow = held.overflowY !== "visible" && (printing || !/auto|scroll/.test(held.overflowY));
      if ((cutsBelow || above === node) && (bottom > box.bottom + line / 4 || top < box.top - line / 4))
        return void findings.push(`text is clipped or sticks out above or below: ${words(node)}`);
      if (scroller(above)) return;
    }
  }
}
