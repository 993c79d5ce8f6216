/* All parts in their order. */

showFindings();
showFacts();
showTable();
showMap();

/* Curves are painted in the colours of the page: again when these change. Paper is light. */
if (isRun) window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawMap);
for (const [event, isPaper] of [['beforeprint', true], ['afterprint', false]]) {
  window.addEventListener(event, () => {
    document.documentElement.classList.toggle('paper', isPaper);
    if (isRun) drawMap();
  });
}
