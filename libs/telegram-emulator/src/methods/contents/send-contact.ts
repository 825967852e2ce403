import { badRequest } from '../../calls/refusal';
import { sendingContents } from './send-contents';

/** https://core.telegram.org/bots/api#sendcontact */
export const sendContact = sendingContents({
  name: 'sendContact',
  read: ({ params }) => {
    const missing = ['phone_number', 'first_name'].find((name) => !params.has(name));
    if (missing !== undefined) throw badRequest(`parameter "${missing}" is required`);
    const [lastName, vcard] = [params.text('last_name'), params.text('vcard')];
    const contact = {
      phoneNumber: params.text('phone_number'),
      firstName: params.text('first_name'),
      ...(lastName !== '' && { lastName }),
      ...(vcard !== '' && { vcard }),
    };
    return () => ({ contact });
  },
});
