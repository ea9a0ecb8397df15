// A block of cells as spreadsheets copy it: tabs between cells, lines between rows, quotes around what holds either.
export function parse(text) {
  const rows = [[""]];
  let quoted = false;
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < clean.length; at += 1) {
    const sign = clean[at];
    const row = rows[rows.length - 1];
    if (quoted) {
      if (sign === '"' && clean[at + 1] === '"') row[row.length - 1] += clean[(at += 1)];
      else if (sign === '"') quoted = false;
      else row[row.length - 1] += sign;
    } else if (sign === '"' && row[row.length - 1] === "" && closes(clean, at)) quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return rows.map((row) => row.map((cell) => cell.trim()));
}

// A quote opens a quoted cell only where another one ends it before a tab, a line or the end.
function closes(text, from) {
  return /^"(?:[^"]|"")*"(?:[\t\n]|$)/.test(text.slice(from));
}
