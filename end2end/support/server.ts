// The real server with a demonstration of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Demo } from './demo';
import { checkLog } from './words';

/** Making the demonstration's register takes the longest. */
const START_SECONDS = 120;

export class Server {
  private process: ChildProcess | undefined;

  /** `options`: further options of the command line. */
  constructor(readonly data: string, readonly port: number, private readonly options: string[] = []) {}

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  private get log(): string {
    return join(this.data, 'server.log');
  }

  /** Starts it and waits until it answers; with the same data folder it goes on where it was. */
  async start(): Promise<void> {
    const { LUOTAIN_BIN: program, LUOTAIN_SITE: site } = process.env;
    if (!program || !site) throw new Error('LUOTAIN_BIN and LUOTAIN_SITE are not set: start the tests with `make browser`');
    mkdirSync(this.data, { recursive: true });
    // Standard output has the passwords of the demonstration; the log is the operator's.
    const out = openSync(join(this.data, 'server.out'), 'a');
    const log = openSync(this.log, 'a');
    const child = spawn(program, ['demo', '--data', this.data, '--site', site, '--listen', `127.0.0.1:${this.port}`, ...this.options], {
      stdio: ['ignore', out, log],
      env: { ...process.env, LUOTAIN_LOG: 'debug' },
    });
    closeSync(out);
    closeSync(log);
    this.process = child;
    let failure = '';
    child.once('error', error => (failure = String(error)));
    child.once('exit', code => (failure ||= `it ended with code ${code}`));
    const until = Date.now() + START_SECONDS * 1000;
    while (Date.now() < until && !failure) {
      const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    this.kill();
    const said = readFileSync(this.log, 'utf8').split('\n').slice(-30).join('\n');
    throw new Error(`the server did not start: ${failure || `no answer in ${START_SECONDS} s`}\n${said}`);
  }

  /** Stops it as an operator would. */
  async stop(): Promise<void> {
    await this.end('SIGTERM', 10);
  }

  /** Freezes it, so that a request stays in the middle. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  /** Kills it without a chance to finish anything. */
  async kill(): Promise<void> {
    await this.end('SIGKILL', 5);
  }

  private async end(signal: NodeJS.Signals, seconds: number): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
    child.kill(signal);
    const impatience = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    await ended;
    clearTimeout(impatience);
    // Whatever was done with it: nobody is named in what it said.
    checkLog(this.log, this.data);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Does something with a server and a demonstration that nobody else uses. */
export async function withOwnServer(name: string, use: (demo: Demo) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), `luotain-end2end-${name}-`));
  const server = new Server(data, await freePort());
  try {
    await server.start();
    await use(new Demo(data, server.url));
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
