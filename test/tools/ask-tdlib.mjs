// Answers synchronous questions to TDLib: a JSON array of its requests on standard input, the array of its answers on standard output.
// TDLib runs in this process of its own because an assertion of its code that fails ends the process. It opens no connection
// and writes no file: that only begins with a client, and none is created.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const { resolve } = createRequire(import.meta.url);
const { default: tdl } = await import('tdl');

tdl.configure({ tdjson: resolve('@prebuilt-tdlib/linux-x64-glibc/libtdjson.so'), verbosityLevel: 0 });
const requests = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(requests.map((request) => tdl.execute(request))));
