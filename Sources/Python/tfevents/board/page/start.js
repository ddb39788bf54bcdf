import { render } from "./board.js";
render();
