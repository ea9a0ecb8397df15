// The role-outcome matrix: loaded on its own page only; without it every row has a plain form.
import { begin } from "./js/matrix/page.js";

const table = document.getElementById("matriks");
if (table) begin(table);
