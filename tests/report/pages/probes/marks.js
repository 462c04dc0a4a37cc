// Marks the top and the end of what must stay whole in print with links that take no room; says what was marked.
() => {
  const words = (node) => `<${node.localName}> ${node.textContent.replace(/\s+/g, " ").trim().slice(0, 60)}`;
  const tables = [...document.querySelectorAll("table")];
  const units = [];
  const leaves = new Map();
  const chosen = [...document.querySelectorAll("body *")].filter((node) => {
    if (node.closest("svg") || node.closest("thead") && node.localName !== "thead") return false;
    if (!node.checkVisibility({ visibilityProperty: true })) return false;
    const held = getComputedStyle(node);
    if (held.display === "inline" || held.display === "contents") return false;
    return /^(tr|figure|thead)$/.test(node.localName) || held.breakInside.startsWith("avoid");
  });
  for (const node of chosen) {
    const [above, below] = hosts(node);
    if (!above || !below) continue;
    const table = node.localName === "tr" ? tables.indexOf(node.closest("table")) : null;
    const head = node.localName === "thead" ? tables.indexOf(node.closest("table")) : null;
    mark(above, units.length, "top");
    mark(below, units.length, "end");
    units.push({ words: words(node), table, head });
  }
  return units;

  function hosts(node) {
    if (/^(table|thead|tbody|tfoot|tr)$/.test(node.localName)) {
      const rows = node.localName === "tr" ? [node] : [...node.querySelectorAll("tr")];
      return [rows[0], rows.at(-1)].map((row) => [...(row?.cells ?? [])].find((cell) => cell.rowSpan === 1));
    }
    if (node.localName === "details" && !node.open) return Array(2).fill(node.querySelector("summary"));
    return /^(img|hr|br|input|canvas|svg)$/.test(node.localName) ? [] : [node, node];
  }

  // A mark goes beside bare text where there is some: a new child elsewhere could end being the last one for a style.
  function leaf(host) {
    if (!leaves.has(host))
      leaves.set(host, [host, ...host.querySelectorAll("*")].find(
        (node) => !node.childElementCount && node.textContent.trim() && node instanceof HTMLElement
          && node.checkVisibility({ visibilityProperty: true }) && free(node, host)) ?? host);
    return leaves.get(host);
  }

  // Whether the mark's place is reckoned from the host, and not from something between.
  function free(node, host) {
    for (; node !== host; node = node.parentElement) {
      const held = getComputedStyle(node);
      if (held.position !== "static" || held.transform !== "none" || held.contain !== "none" || held.filter !== "none")
        return false;
    }
    return true;
  }

  function mark(host, number, end) {
    if (getComputedStyle(host).position === "static") host.style.position = "relative";
    const link = document.createElement("a");
    link.href = `https://mark.invalid/${number}/${end}`;
    const place = end === "top" ? "top:0" : "bottom:0";
    link.style.cssText = `all:initial;position:absolute;left:0;width:1px;height:1px;${place};margin:0;padding:0;border:0`;
    leaf(host).append(link);
  }
}
