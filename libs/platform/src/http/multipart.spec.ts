import fastify, { type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { limitTimeOfBodies } from './multipart';

let server: FastifyInstance;
const sockets: Socket[] = [];

beforeEach(async () => {
  server = fastify();
  limitTimeOfBodies(server, 60);
  server.post('/', (request) => request.body);
  await server.listen({ port: 0, host: '127.0.0.1' });
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await server.close();
});

/** A client that has sent the first five bytes of seven. */
function client(): Socket {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  socket.setEncoding('utf8');
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n{"a":');
  sockets.push(socket);
  return socket;
}

async function disconnected(socket: Socket): Promise<string> {
  let heard = '';
  socket.on('data', (text: string) => (heard += text)).on('error', () => undefined);
  await once(socket, 'close');
  return heard;
}

it('who does not come to the end of a body is told so, and disconnected', async () => {
  const heard = await disconnected(client());
  expect(heard).toMatch(/^HTTP\/1\.1 408 /);
  expect(heard).toMatch(/connection: close/i);
  expect(heard).toContain('"code":"request.too_slow"');
});

it('who does is answered, and stays connected', async () => {
  const socket = client();
  socket.write('1}');
  expect(String(await once(socket, 'data'))).toContain('200 OK');
  await disconnected(client()); // as long as that takes
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  expect(String(await once(socket, 'data'))).toContain('404 Not Found');
});
