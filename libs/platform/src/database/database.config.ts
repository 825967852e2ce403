import { configSlice, setting } from '../config/config-slice';
import { url } from '../config/kinds';

/** Where the data lives. */
export class DatabaseConfig extends configSlice({
  url: setting('DATABASE_URL', url('postgres', 'postgresql')),
}) {}
