// pranata.js: small, optional. Every page reads and submits without it.
import "./theme.js";
import "./menus.js";
import "./tables.js";
import "./tabs.js";
import "./rails.js";
import "./find.js";
import "./forms.js";
import { parse, show } from "./numbers.js";
import { toast } from "./toast.js";

window.Pranata = { show, parse, toast };
