// Starts the server for all tests and stops it afterwards.
import { rmSync } from 'node:fs';
import { Server } from './server';

export default async function globalSetup() {
  const data = process.env.LUOTAIN_E2E_DATA!;
  const server = new Server(data, Number(process.env.LUOTAIN_E2E_PORT));
  const remove = () => rmSync(data, { recursive: true, force: true });
  await server.start().catch(error => {
    remove();
    throw error;
  });
  return async () => {
    await server.stop();
    remove();
  };
}
