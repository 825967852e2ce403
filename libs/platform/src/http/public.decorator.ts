import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** The key of the mark that `Public` sets; guards look for it. */
export const PUBLIC = Symbol('public');

/** Opens a route, or all routes of a controller, to callers who are not signed in. Everything else is closed. */
export const Public = (): CustomDecorator<symbol> => SetMetadata(PUBLIC, true);
