import { WebAddresses } from './web-addresses';

const beforeTelegram = new WebAddresses({ apiRoot: 'https://api.telegram.org', isTelegrams: true });
const beforeOwnServer = new WebAddresses({ apiRoot: 'http://bot-api:8081', isTelegrams: false });

const file = (url: string) => ({ type: 'document', file: { url } }) as const;
const preview = (url: string) => ({ type: 'text', text: 'x', linkPreview: { url } }) as const;

it.each([file('http://minio:9000/a.pdf'), preview('http://grafana:3000/'), file('http://localhost/a.pdf')])(
  'an address that Telegram cannot reach is refused where Telegram is asked itself: %j',
  (request) => {
    expect(() => beforeTelegram.checked(request)).toThrow(/a host with a dot/);
  },
);

it.each([
  file('https://my_bucket.s3.amazonaws.com/x.png'),
  file('https://example.org/a.png'),
  preview('https://a_b.example.org/'),
])('an address that Telegram can reach goes on as it is: %j', (request) => {
  expect(beforeTelegram.checked(request)).toEqual(request);
  expect(beforeOwnServer.checked(request)).toEqual(request);
});

it('a private address is harmless where Telegram fetches it, and not where a server of the installation does', () => {
  expect(() => beforeTelegram.checked(file('http://10.0.0.1/a.pdf'))).not.toThrow();
  expect(() => beforeOwnServer.checked(file('http://10.0.0.1/a.pdf'))).toThrow(/private networks/);
});
