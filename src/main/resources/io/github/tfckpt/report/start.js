/* All parts in their order. */

showFindings();
showFacts();
showTable();
showMap();
