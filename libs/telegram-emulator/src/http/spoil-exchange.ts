import type { ServerResponse } from 'node:http';

import { refused, type Answer } from '../calls/bot-api';
import type { LedgerEntry } from '../calls/journal';
import { tooManyRequests } from '../calls/refusal';
import type { DoorFaultKind } from '../faults/faults';
import type { Clock } from '../world/clock';
import { answerBytes, errorAnswer, settle, writeAnswer, writeHead } from './exchange';

export interface Exchange {
  entry: LedgerEntry;
  response: ServerResponse;
  clock: Clock;
  /** Does what was asked. */
  carryOut: () => Promise<Answer>;
}

const SLOW_PIECES = 8;

/** Lets a call go wrong in the way that the fault says. */
export async function spoilExchange(fault: DoorFaultKind, exchange: Exchange): Promise<void> {
  const { entry, response, carryOut } = exchange;
  if (typeof fault === 'string') await breakConnection(fault, exchange);
  else if ('delayMs' in fault) await delay(fault.delayMs, exchange);
  else if ('http' in fault) answerAsProxy(fault.http, exchange);
  else if ('slowBody' in fault) writeSlowly(await carryOut(), fault.slowBody, exchange);
  else if ('truncate' in fault) breakOffAfter(fault.truncate, await carryOut(), response);
  else if ('error' in fault) writeAnswer(response, settle(entry, errorAnswer(...fault.error)));
  else writeAnswer(response, settle(entry, refused(tooManyRequests(fault.floodWait))));
}

async function breakConnection(how: Extract<DoorFaultKind, string>, { response, carryOut }: Exchange): Promise<void> {
  switch (how) {
    case 'silent':
      return;
    case 'dropBefore':
      response.destroy();
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'dropAfter':
      await carryOut();
      response.destroy();
      return;
    case 'truncate':
      writeAnswer(response, await carryOut(), true);
  }
}

async function delay(milliseconds: number, { clock, response, carryOut }: Exchange): Promise<void> {
  await new Promise<void>((resolve) => {
    clock.after(milliseconds, resolve);
  });
  writeAnswer(response, await carryOut());
}

function answerAsProxy([status, body]: readonly [number, string], { entry, response }: Exchange): void {
  entry.status = status;
  entry.answer = body;
  response.writeHead(status, { 'Content-Type': 'text/html' });
  response.end(body);
}

function writeSlowly(answer: Answer, milliseconds: number, { clock, response }: Exchange): void {
  const bytes = answerBytes(answer);
  const size = Math.ceil(bytes.length / SLOW_PIECES);
  writeHead(response, answer, bytes.length);
  const writeFrom = (at: number): void => {
    if (response.destroyed) return;
    response.write(bytes.subarray(at, at + size));
    if (at + size >= bytes.length) response.end();
    else {
      clock.after(milliseconds / SLOW_PIECES, () => {
        writeFrom(at + size);
      });
    }
  };
  writeFrom(0);
}

function breakOffAfter(count: number, answer: Answer, response: ServerResponse): void {
  const bytes = answerBytes(answer);
  writeHead(response, answer, bytes.length);
  response.write(bytes.subarray(0, count), () => {
    response.destroy();
  });
}
