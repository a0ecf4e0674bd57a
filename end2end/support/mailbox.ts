// A real mail server that keeps what it is sent.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  to: string;
  id: string;
  text: string;
}

export class Mailbox {
  readonly mails: Mail[] = [];
  /** While set, every receiver is refused for now. */
  refuses = false;
  private readonly server: SMTPServer;

  constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: (_address, _session, done) => done(this.refuses ? Object.assign(new Error('later'), { responseCode: 450 }) : undefined),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('latin1');
          this.mails.push({
            to: session.envelope.rcptTo.map(({ address }) => address).join(', '),
            id: /^Message-ID: (.+)$/im.exec(raw)?.[1]?.trim() ?? '',
            text: decode(raw),
          });
          done();
        });
      },
    });
  }

  async start(): Promise<number> {
    const listening = this.server.listen(0, '127.0.0.1');
    await new Promise<void>(resolve => listening.once('listening', () => resolve()));
    return (listening.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }

  /** The newest message to an address that holds these words, once it is there. */
  async wait(to: string, words: RegExp): Promise<Mail> {
    const until = Date.now() + 30_000;
    while (Date.now() < until) {
      const found = this.mails.findLast(mail => mail.to === to && words.test(mail.text));
      if (found) return found;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`no message to ${to} with ${words}; there are ${this.mails.length} others`);
  }
}

/** The text of a message as its receiver reads it. */
function decode(raw: string): string {
  const at = raw.indexOf('\r\n\r\n');
  const [head, body] = [raw.slice(0, at), raw.slice(at + 4)];
  const encoding = /^Content-Transfer-Encoding: (.+)$/im.exec(head)?.[1]?.trim().toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') {
    const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  }
  return Buffer.from(body, 'latin1').toString('utf8');
}
