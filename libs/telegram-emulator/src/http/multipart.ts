import { Refusal } from '../calls/refusal';
import { Upload, type Uploads } from '../calls/upload';

export interface MultipartBody {
  params: Record<string, unknown>;
  uploads: Uploads;
}

/** The fields and files of a multipart body. Of a file the parameters hold only what it is called and how large it is. */
export async function readMultipart(contentType: string, body: Buffer): Promise<MultipartBody> {
  if (!/boundary=/i.test(contentType)) throw new Refusal(400, "Bad Request: can't find boundary in multipart body");
  const params: Record<string, unknown> = {};
  const uploads = new Map<string, Buffer>();
  for (const [name, value] of await partsOf(contentType, body)) {
    if (typeof value === 'string') params[name] = value;
    else {
      params[name] = new Upload(value.name, value.type, value.size);
      uploads.set(name, Buffer.from(await value.arrayBuffer()));
    }
  }
  return { params, uploads };
}

/** Node's own reader is warned against for servers, as it takes the whole body at once; here the body has been read and measured already. */
interface WholeBody {
  formData(): Promise<FormData>;
}

async function partsOf(contentType: string, body: Buffer): Promise<FormData> {
  try {
    const whole: WholeBody = new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } });
    return await whole.formData();
  } catch {
    throw new Refusal(400, "Bad Request: can't parse multipart body");
  }
}
