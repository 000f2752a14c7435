// Starts the console: who is signed in, then the page that the address names.
import { call, onSignedOut, setToken } from "/console/api.js";
import { replace } from "/console/dom.js";
import { applySettings } from "/console/preferences.js";
import { openShell } from "/console/shell.js";
import { showSignIn } from "/console/pages/sign_in.js";

const app = document.getElementById("app");
let closeShell = null;

async function start() {
  applySettings();
  try {
    enter(await call("GET", "/v1/session"));
  } catch (problem) {
    signInAgain(problem.status === 401 ? null : problem);
  }
}

function enter(session) {
  setToken(session.csrf_token);
  closeShell = openShell(app, session);
}

function signInAgain(problem) {
  closeShell?.();
  closeShell = null;
  replace(app);
  showSignIn(app, enter, problem);
}

onSignedOut(() => closeShell && signInAgain(null));
start();
