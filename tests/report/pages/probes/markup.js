// What in the page could run, load or lead astray. Read from the document as the browser understood it.
() => {
  const findings = [];
  const shown = (node) => node.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const tell = (words, node) => findings.push(node ? `${words}: ${shown(node)}` : words);
  const ALIEN = ["script", "iframe", "frame", "object", "embed", "applet", "form", "base", "link", "audio", "video", "portal"];
  const ADDRESSES = ["src", "href", "xlink:href", "srcset", "action", "formaction", "poster", "data", "background", "ping",
    "longdesc", "manifest", "srcdoc", "cite"];
  for (const node of document.querySelectorAll("*")) {
    if (ALIEN.includes(node.localName)) tell(`an element ${node.localName}, which a report does not need`, node);
    if (node.localName === "meta" && /refresh/i.test(node.httpEquiv)) tell("a page that leads elsewhere by itself", node);
    for (const { name, value } of node.attributes) {
      if (name === "style") tell("an attribute style: use a class", node);
      if (/^on/i.test(name)) tell(`a handler ${name}: a report runs nothing`, node);
      if (/url\s*\(\s*["']?\s*[^#"'\s]/i.test(value) && name !== "title" && node instanceof SVGElement)
        tell(`an attribute ${name} that loads something`, node);
      if (ADDRESSES.includes(name)) address(node, name, value);
    }
  }
  for (const sheet of document.querySelectorAll("style"))
    if (/@import|@font-face|url\s*\(\s*["']?\s*(?!#|data:)[^"'\s)]/i.test(sheet.textContent.replace(/\/\*.*?\*\//gs, " ")))
      tell("a style that loads something");
  policy();
  if (document.compatMode !== "CSS1Compat") tell("no <!doctype html>, so that the browser guesses");
  if (document.characterSet !== "UTF-8") tell(`${document.characterSet} instead of UTF-8: say it in a meta`);
  return findings;

  function address(node, name, value) {
    if (value.startsWith("#")) {
      const id = decodeURIComponent(value.slice(1));
      if (!id || !document.getElementById(id)) tell(`a link to ${value.slice(0, 60)}, which is not in the page`, node);
      return;
    }
    if (node.localName === "a" && name === "href") {
      // As the browser takes it: it passes over tabs and line breaks in an address.
      if (!["http:", "https:", "mailto:"].includes(node.protocol) || !/^\s*(https?|mailto):/i.test(value))
        tell("a link that is neither in the page nor http, https or mailto", node);
      else if (!node.relList.contains("noreferrer") || !node.relList.contains("noopener"))
        tell('a link out of the page without rel="noreferrer noopener"', node);
      return;
    }
    if (name === "src" && node.localName === "img" && /^data:image\//.test(value)) return;
    tell(`an attribute ${name} that leads out of the page`, node);
  }

  function policy() {
    const metas = [...document.querySelectorAll("meta[http-equiv]")].filter(
      (meta) => meta.httpEquiv.toLowerCase() === "content-security-policy");
    if (metas.length !== 1) return tell(`${metas.length} security policies: expected one, in a meta of the head`);
    const meta = metas[0];
    if (meta.parentNode !== document.head) tell("a security policy outside the head, which counts for nothing", meta);
    const late = document.querySelector("style, script, link, img");
    if (late && late.compareDocumentPosition(meta) & Node.DOCUMENT_POSITION_FOLLOWING)
      tell("a security policy behind what it is to guard: put it first", meta);
    const directives = new Map(meta.content.split(";").map((part) => part.trim().split(/\s+/)).map(
      ([name, ...sources]) => [name.toLowerCase(), sources.map((source) => source.toLowerCase())]));
    if ((directives.get("default-src") ?? []).join() !== "'none'") tell("a security policy without default-src 'none'", meta);
    for (const [name, sources] of directives)
      for (const source of sources) {
        const allowed = source === "'none'" || /^'sha(256|384|512)-/.test(source)
          || (source === "'unsafe-inline'" && name.startsWith("style-src")) || (source === "data:" && name === "img-src");
        if (!allowed) tell(`a security policy that allows ${source} for ${name}`, meta);
      }
  }
}
