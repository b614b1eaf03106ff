// Comfort only: every page works without it. No inline handlers, nothing is made of text (strict CSP).
(() => {
  const root = document.documentElement;
  root.classList.remove("no-js");
  const $ = (sel, from = document) => from.querySelector(sel);
  const $$ = (sel, from = document) => [...from.querySelectorAll(sel)];

  // menus close on a click elsewhere; a dialog opens
  document.addEventListener("click", (event) => {
    $$("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const opener = event.target.closest("[data-open]");
    if (opener) $(opener.dataset.open)?.showModal();
  });

  // compare: how many are picked; the choice outlives a swap of the list
  const picked = new Set();
  const count = () => {
    const tray = $("#compare");
    if (!tray) return;
    $("[data-count]", tray).textContent = picked.size;
    $("[data-compare]", tray).disabled = picked.size < 2 || picked.size > 5;
    tray.classList.toggle("idle", picked.size === 0);
  };
  const recall = () => { $$("input.pick").forEach((box) => { if (picked.has(box.value)) box.checked = true; else if (box.checked) picked.add(box.value); }); count(); };
  document.addEventListener("change", (event) => {
    if (!event.target.matches("input.pick")) return;
    picked[event.target.checked ? "add" : "delete"](event.target.value);
    count();
  });
  addEventListener("pageshow", recall);
  recall();

  // a part was swapped: say the count, and put the focus back where it was
  let focused = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    const own = event.target.closest(".menu")?.querySelector("summary");
    focused = own?.id || document.activeElement?.id || "";
    $("#work")?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterSettle", () => {
    recall();
    const said = $("#work")?.dataset.said;
    const out = $("#status");
    if (said && out) out.textContent = said;
    const twin = focused.startsWith("short-") ? focused.replace("short-", "back-") : focused.replace("back-", "short-");
    (document.getElementById(focused) || document.getElementById(twin))?.focus({ preventScroll: true });
  });
  for (const kind of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(kind, () => location.reload());

  // a ledger row and the line of the CV that it quotes light up together
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, (event) => {
    const row = event.target.closest("tr[data-key], mark[data-key]");
    if (!row) return;
    $$(".on[data-key]").forEach((one) => one.classList.remove("on"));
    row.dataset.key.split(" ").forEach((key) => $$(`[data-key~="${key}"]`).forEach((one) => one.classList.add("on")));
  });

  // keyboard: only when nobody is typing
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") $$("details.menu[open]").forEach((menu) => { menu.open = false; $("summary", menu).focus(); });
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
    const rows = $$(".person");
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const go = (to) => $(".who a", rows[Math.max(0, Math.min(rows.length - 1, to))])?.focus();
    const keys = {
      j: () => rows.length ? go(at + 1) : $("[rel=next]")?.click(),
      k: () => rows.length ? go(at - 1) : $("[rel=prev]")?.click(),
      x: () => at >= 0 && $("input.pick", rows[at])?.click(),
      s: () => (at >= 0 ? $("[data-star]", rows[at]) : $(".ev-bar [data-star]"))?.click(),
      c: () => $("[data-compare]")?.click(),
      "/": () => { event.preventDefault(); $("#add")?.focus(); },
      "?": () => $("#keys")?.showModal(),
    };
    keys[event.key]?.();
  });
})();
