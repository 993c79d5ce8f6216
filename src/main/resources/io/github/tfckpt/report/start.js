/* All parts in their order. */

showFindings();
showFacts();
showTable();
showMap();
if (isRun) window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawMap);
