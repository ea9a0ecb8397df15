// A tree that is walked with the arrow keys. Without this it is nested lists whose branches open by themselves.
let number = 0;

function start(tree) {
  const top = tree.querySelector(":scope > ul");
  if (!top) return;
  top.setAttribute("role", "tree");
  top.setAttribute("aria-labelledby", tree.getAttribute("aria-labelledby"));
  tree.removeAttribute("aria-labelledby");
  name(top);
  const first = top.querySelector(".tree-focus") || top.querySelector("li");
  if (first) first.tabIndex = 0;
  top.addEventListener("keydown", (event) => walk(top, event));
  top.addEventListener("toggle", (event) => told(event.target), true);
  top.addEventListener("htmx:afterSwap", () => name(top));
  top.addEventListener("focusin", (event) => stand(top, event.target.closest("li")));
}

// Say what each list and item is; runs again when a branch has arrived.
function name(top) {
  for (const list of top.querySelectorAll("ul.tree")) list.setAttribute("role", "group");
  for (const item of top.querySelectorAll("li")) {
    if (item.getAttribute("role") === "treeitem") continue;
    item.setAttribute("role", "treeitem");
    item.tabIndex = -1;
    const link = item.querySelector("a");
    const words = [link, item.querySelector(":scope > .tree-row > .status-badge")].filter(Boolean);
    for (const word of words) word.id ||= `simpul-${++number}`;
    item.setAttribute("aria-labelledby", words.map((word) => word.id).join(" "));
    const branch = branchOf(item);
    if (branch) told(branch);
    for (const inner of item.querySelectorAll(":scope > .tree-row a, :scope > a, :scope > details > summary")) inner.tabIndex = -1;
  }
}

// A branch that can be opened here; on a phone one goes down to a page instead.
function branchOf(item) {
  const branch = item.querySelector(":scope > details");
  return branch && branch.offsetParent !== null ? branch : null;
}

function told(branch) {
  branch.parentElement.setAttribute("aria-expanded", branch.open ? "true" : "false");
}

function stand(top, item) {
  if (!item) return;
  for (const other of top.querySelectorAll('li[tabindex="0"]')) other.tabIndex = -1;
  item.tabIndex = 0;
}

function shown(top) {
  return [...top.querySelectorAll("li")].filter((item) => !item.parentElement.closest("details:not([open])"));
}

function walk(top, event) {
  const item = event.target.closest("li");
  if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
  const branch = branchOf(item);
  const items = shown(top);
  const place = items.indexOf(item);
  const steps = {
    ArrowDown: () => items[place + 1],
    ArrowUp: () => items[place - 1],
    Home: () => items[0],
    End: () => items[items.length - 1],
    ArrowRight: () => {
      if (!branch) return null;
      if (branch.open) return branch.querySelector("li");
      branch.open = true;
      return null;
    },
    ArrowLeft: () => {
      if (branch && branch.open) {
        branch.open = false;
        return null;
      }
      return item.parentElement.closest("li");
    },
    Enter: () => {
      if (event.target === item) item.querySelector("a").click();
      return null;
    },
  };
  if (!(event.key in steps) || (event.key === "Enter" && event.target !== item)) return;
  event.preventDefault();
  const next = steps[event.key]();
  if (next) next.focus();
}

for (const tree of document.querySelectorAll("[data-tree]")) start(tree);
