// What the demonstration wrote of its users and persons, and what the tests have done with them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Credential } from './authenticator';

export interface DemoUser {
  username: string;
  /** The temporary password: good for the first sign-in only. */
  password: string;
  roles: { permit: string; role: string }[];
}

export interface DemoPerson {
  code: string;
  name: string;
}

export type PersonName =
  | 'plain'
  | 'nonDisclosure'
  | 'sameDwelling'
  | 'dead'
  | 'under15'
  | 'passive'
  | 'abroad'
  | 'withheld'
  | 'namesake'
  | 'protectedNamesake';

/** How a user signs in after the first time. */
export interface Account {
  password: string;
  keys: Credential[];
}

/** One demonstration. What the tests change lies in a file, since a worker is replaced after a failure. */
export class Demo {
  constructor(readonly data: string, readonly url: string) {}

  user(username: string): DemoUser {
    const users: DemoUser[] = this.read('demo-users.json');
    const user = users.find(user => user.username === username);
    if (!user) throw new Error(`the demonstration has no user ${username}`);
    return user;
  }

  /** A user who holds a role. */
  userOf(permit: string, role: string): DemoUser {
    const users: DemoUser[] = this.read('demo-users.json');
    // Query users first: the responsible users are left to the tests that name them.
    const holders = users.filter(user => user.roles.some(held => held.permit === permit && held.role === role));
    const user = holders.find(({ username }) => username.includes('kysely')) ?? holders[0];
    if (!user) throw new Error(`no user of the demonstration holds ${permit}/${role}`);
    return user;
  }

  person(name: PersonName): DemoPerson {
    const person = this.read<Record<PersonName, DemoPerson>>('demo-persons.json')[name];
    if (!person) throw new Error(`the demonstration has no person ${name}`);
    return person;
  }

  account(username: string): Account | undefined {
    return this.accounts()[username];
  }

  save(username: string, account: Account): void {
    writeFileSync(this.path('end2end-accounts.json'), JSON.stringify({ ...this.accounts(), [username]: account }));
  }

  private accounts(): Record<string, Account> {
    return existsSync(this.path('end2end-accounts.json')) ? this.read('end2end-accounts.json') : {};
  }

  private read<T>(name: string): T {
    return JSON.parse(readFileSync(this.path(name), 'utf8')) as T;
  }

  private path(name: string): string {
    return join(this.data, name);
  }
}

/** The demonstration that all tests share. */
export const demo = new Demo(process.env.LUOTAIN_E2E_DATA!, `http://localhost:${process.env.LUOTAIN_E2E_PORT}`);
