// What the Tab key did not reach, in which order it went, and what was not to be seen of it.
() => {
  const { expected, reached, findings } = window.reportStops;
  const words = (node) => node.outerHTML.replace(/\s+/g, " ").slice(0, 100);
  const found = [...findings];
  for (const node of expected) if (!reached.includes(node)) found.push(`not reached with the Tab key: ${words(node)}`);
  const order = reached.filter((node) => expected.includes(node));
  const wanted = expected.filter((node) => reached.includes(node));
  const at = order.findIndex((node, number) => node !== wanted[number]);
  if (at >= 0) found.push(`reached before what stands before it: ${words(order[at])}`);
  const first = reached[0];
  if (!first) return [...found, "nothing is reached with the Tab key: expected a skip link first"];
  const target = first.getAttribute("href")?.startsWith("#") ? document.getElementById(first.hash.slice(1)) : null;
  const main = document.querySelector("main, [role=main]");
  const begins = (node) => node && (node === main || node.contains(main) || node === main.firstElementChild || node.localName === "h1");
  if (!main || !begins(target))
    found.push(`no skip link to the main part first: ${words(first)}`);
  return found;
}
