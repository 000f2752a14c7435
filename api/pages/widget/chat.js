// A conversation as it goes on: what waits to be sent, what came, and how it picks itself up again.
import { freshId } from "./memory.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

export class Chat {
  constructor(connection, memory, words) {
    Object.assign(this, { connection, memory, words });
    this.seen = 0; // the last event of the conversation's log that is shown
    this.lines = new Map(); // waiting message id, or "reply" and turn id → its line
    this.flying = new Set(); // ids of messages under way
    this.forgetTalk();
    this.ringers = new Set();
    this.sending = false;
    this.following = null;
    this.opened = () => this.start();
  }

  forgetTalk() {
    this.turns = new Map(); // message id → the turn that answers it; messages sent in a burst share one
    this.asked = new Map(); // number in the conversation's log → message id
    this.writers = new Map(); // turn id → the message whose stream draws the reply
    this.shown = new Set(); // what the log has told already
  }

  start() {
    for (const item of this.memory.get("waiting")) this.showWaiting(item);
    if (this.started) return;
    this.started = true;
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.view.note(this.words.offline));
    if (this.memory.get("conversation")) this.follow();
    this.flush();
  }

  wake() {
    this.view.note("");
    for (const ring of this.ringers) ring();
    this.flush();
  }

  say(text) {
    const item = { id: freshId(), text };
    this.memory.set({ waiting: [...this.memory.get("waiting"), item] });
    this.showWaiting(item);
    this.flush();
  }

  showWaiting(item) {
    if (this.lines.has(item.id)) return;
    const line = this.view.line({ speaker: "customer", text: item.text });
    line.classList.add("pending");
    this.lines.set(item.id, line);
  }

  // One after the other, each as soon as the one before is stored: order is kept, and a burst is answered together.
  async flush() {
    if (this.sending) return;
    this.sending = true;
    for (let item; (item = this.memory.get("waiting").find((each) => !this.flying.has(each.id))); ) {
      if (!(await new Promise((stored) => this.deliver(item, stored)))) break;
    }
    this.sending = false;
  }

  async deliver(item, stored) {
    this.flying.add(item.id);
    for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      try {
        await this.connection.say(item, this.memory.get("conversation"), (event) => {
          this.heardTurn(item, event);
          if (event.data.turn_id) stored(true);
        });
        this.view.note("");
        this.sent(item);
        break;
      } catch (error) {
        if (error.status === 404 && this.memory.get("conversation")) { this.forget(); continue; }
        if (error.status === 401 || error.status === 403) {
          this.view.note(this.words.signIn);
          this.flying.delete(item.id);
          return stored(false);
        }
        if (error.status >= 400 && error.status < 500 && error.status !== 429 && error.status !== 408) { this.refuse(item); break; }
        this.view.note(error.status ? this.words.busy : this.words.offline);
        await this.pause(error.wait ? error.wait * 1000 : wait);
      }
    }
    this.flying.delete(item.id);
    stored(true);
  }

  sent(item) {
    this.memory.set({ waiting: this.memory.get("waiting").filter((each) => each.id !== item.id) });
    this.lines.get(item.id)?.classList.remove("pending");
    this.typing?.remove();
    this.typing = null;
  }

  refuse(item) {
    this.sent(item);
    this.lines.get(item.id)?.remove();
    this.view.field.value = item.text;
    this.view.note(this.words.refused);
  }

  forget() {
    this.stop?.abort();
    this.memory.set({ conversation: null, rated: false });
    this.seen = 0;
    this.forgetTalk();
  }

  pause(milliseconds) {
    return new Promise((done) => {
      const ring = () => { this.ringers.delete(ring); done(); };
      this.ringers.add(ring);
      setTimeout(ring, milliseconds);
    });
  }

  heardTurn(item, { type, data }) {
    if (type === "status" && data.turn_id) {
      if (!this.memory.get("conversation")) this.memory.set({ conversation: data.conversation_id });
      this.turns.set(item.id, data.turn_id);
      this.asked.set(data.message, item.id);
      // Sent before a reload: the log has shown it already.
      const line = this.lines.get(item.id);
      if (this.shown.has(`customer ${data.message}`) && line?.classList.contains("pending")) line.remove();
      // Sent again after its stream was cut off: the reply is drawn from its beginning.
      if (this.writers.get(data.turn_id) === item.id) this.draft(item)?.querySelector(".text").replaceChildren();
    }
    if (type === "status" && data.state === "delayed") this.view.note(this.words.later);
    if (type === "status" && !this.typing && !this.draft(item)) this.typing = this.view.line({ speaker: "bot", text: this.words.typing });
    if (type === "delta") this.write(item, data.text);
    if (type === "reply") this.replied(item, data);
  }

  draft(item) { return this.lines.get(`reply ${this.turns.get(item.id)}`); }

  write(item, text) {
    this.typing?.remove();
    this.typing = null;
    const turn = this.turns.get(item.id);
    if (!this.writers.has(turn)) this.writers.set(turn, item.id);
    if (this.shown.has(`shop ${turn}`) || this.writers.get(turn) !== item.id) return;
    let line = this.draft(item);
    if (!line) this.lines.set(`reply ${turn}`, (line = this.view.line({ speaker: "bot", text: "", ai_generated: true })));
    line.querySelector(".text").append(text);
    this.view.bottom();
  }

  replied(item, result) {
    if (this.memory.get("conversation") !== result.conversation_id) this.memory.set({ conversation: result.conversation_id });
    const draws = this.writers.get(result.turn_id) === item.id && !this.shown.has(`shop ${result.turn_id}`);
    if (draws) this.draft(item)?.append(this.view.sources(result.citations) || "");
    this.follow();
    if (!this.memory.get("rated")) this.view.askRating((score, comment) => this.rate(score, comment));
  }

  // The conversation's log is the truth: its messages take the place of what was drawn while waiting.
  heard({ id, type, data }) {
    if (id && id <= this.seen) return;
    this.seen = id || this.seen;
    if (type === "message") this.message(data);
    if (type === "handoff") this.view.event(this.words.handed);
    if (type === "status" && data.mode === "human") this.view.event(this.words.joined);
    if (type === "status" && data.mode === "bot") this.view.event(this.words.back);
  }

  message(message) {
    const asked = message.speaker === "customer";
    const told = asked ? `customer ${message.seq}` : `shop ${message.turn_id}`;
    const own = asked ? this.asked.get(message.seq) : message.turn_id && `reply ${message.turn_id}`;
    const drawn = own && !this.shown.has(told) && this.lines.get(own);
    this.shown.add(told);
    const line = this.view.line({ ...message, fresh: this.caughtUp });
    if (drawn?.isConnected) drawn.replaceWith(line);
    if (own) this.lines.set(own, line);
  }

  async follow() {
    if (this.following) return;
    this.following = true;
    let wait = FIRST_WAIT;
    for (let conversation; (conversation = this.memory.get("conversation")); ) {
      this.stop = new AbortController();
      const quiet = setTimeout(() => { this.caughtUp = true; }, 3000);
      try {
        await this.connection.follow(conversation, this.seen, (event) => { wait = FIRST_WAIT; this.view.note(""); this.heard(event); }, this.stop.signal);
      } catch (error) {
        if (error.status === 404) { this.forget(); break; }
        if (error.status === 401 || error.status === 403) { this.view.note(this.words.signIn); break; }
      }
      clearTimeout(quiet);
      await this.pause(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    this.following = null;
  }

  async picture(file) {
    const { view, words } = this;
    view.note(words.reading);
    view.pick.disabled = true;
    try {
      const text = file.size > 5 * 1024 * 1024 ? null : await this.connection.read(file);
      view.note(text === null ? words.badPicture : text ? "" : words.noText);
      if (text) view.field.value = `${view.field.value} ${words.fromPicture}${text}`.trim().slice(0, 2000);
    } catch (error) {
      view.note(error.status === 422 || error.status === 413 ? words.badPicture : error.status ? words.busy : words.offline);
    }
    view.pick.disabled = false;
    view.field.focus();
  }

  async rate(score, comment) {
    try {
      await this.connection.rate(this.memory.get("conversation"), score, comment);
      this.memory.set({ rated: true });
      this.view.rated();
    } catch (error) {
      this.view.note(error.status ? this.words.busy : this.words.offline);
    }
  }
}
