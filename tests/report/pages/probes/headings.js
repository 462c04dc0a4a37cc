// Faults of headings and of the language, which axe's rules leave open.
() => {
  const findings = [];
  const seen = (node) => node.checkVisibility({ visibilityProperty: true });
  const heads = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen);
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim().slice(0, 60);
  let before = 0;
  for (const head of heads) {
    const level = Number(head.localName[1]);
    if (level > before + 1) findings.push(`heading h${level} after ${before ? `h${before}` : "nothing"}: ${words(head)}`);
    if (!words(head)) findings.push(`a heading h${level} without words`);
    before = level;
  }
  const first = heads.filter((head) => head.localName === "h1").length;
  if (first !== 1) findings.push(`${first} headings h1: expected one`);
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(document.documentElement.lang)) findings.push("no lang on html");
  if (!document.title.trim()) findings.push("no title");
  const mains = [...document.querySelectorAll("main, [role=main]")].filter(seen).length;
  if (mains !== 1) findings.push(`${mains} elements main: expected one`);
  return findings;
}
