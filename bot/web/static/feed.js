/** Keeps one room's messages up to date: one request at a time, wishes meanwhile are merged. */
export class Feed {
  /**
   * `fetchAfter(id | null)` answers messages; `deliver(messages, whole)` takes them, `whole` when
   * they are all there are; `complain(error)` hears of refusals (a lost network heals by itself).
   */
  constructor({ fetchAfter, deliver, complain }) {
    Object.assign(this, { fetchAfter, deliver, complain });
    this.last = null;
    this.wish = null;
    this.busy = false;
    this.closed = false;
  }

  /** Only what is newer than the last known message. */
  newer() {
    this.want(this.wish ?? "newer");
  }

  /** Everything, because something known has changed or the stream was broken. */
  whole() {
    this.want("whole");
  }

  close() {
    this.closed = true;
  }

  async want(wish) {
    this.wish = wish;
    if (this.busy) return;
    this.busy = true;
    while (this.wish && !this.closed) await this.once();
    this.busy = false;
  }

  async once() {
    const whole = this.wish === "whole" || this.last === null;
    this.wish = null;
    try {
      const messages = await this.fetchAfter(whole ? null : this.last);
      if (!this.closed) this.take(messages, whole);
    } catch (error) {
      if (this.closed || error.code === "network") return;
      this.last = null;
      this.complain(error);
    }
  }

  take(messages, whole) {
    if (whole) this.last = null;
    this.last = messages.at(-1)?.id ?? this.last;
    this.deliver(messages, whole);
  }
}
