// Talking to the house: JSON there and back; what it refuses comes as a `Refusal` with its sentence.

export class Refusal extends Error {
  constructor(code, sentence, state) {
    super(sentence);
    this.code = code;
    this.state = state;
  }
}

export class Talk {
  constructor(base, csrf) {
    this.base = base;
    this.csrf = csrf;
  }

  get(path) { return this.send('GET', path); }
  post(path, said) { return this.send('POST', path, said); }

  async send(method, path, said) {
    let answer;
    try {
      answer = await fetch(this.base + path, {
        method,
        headers: { Accept: 'application/json', 'X-Csrf': this.csrf, ...(said ? { 'Content-Type': 'application/json' } : {}) },
        body: said ? JSON.stringify(said) : undefined,
      });
    } catch {
      throw new Refusal('no_connection', 'Mất kết nối tới máy chủ. Nội dung đang giữ ở máy này và sẽ tự gửi lại.', 0);
    }
    const told = await answer.json().catch(() => ({ code: 'not_json', sentence: `Máy chủ trả lời ${answer.status}.` }));
    if (!answer.ok) throw new Refusal(told.code, told.sentence, answer.status);
    return told;
  }

  /** A last word while the page closes. */
  leave(path, said) {
    fetch(this.base + path, { method: 'POST', keepalive: true, headers: { 'X-Csrf': this.csrf, 'Content-Type': 'application/json' }, body: JSON.stringify(said) }).catch(() => {});
  }
}
