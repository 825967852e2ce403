import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** The key of the mark that `AdminOnly` sets; the guard looks for it. */
export const ADMIN_ONLY = Symbol('admin only');

/** Closes a route, or all routes of a controller, to everybody but admins. */
export const AdminOnly = (): CustomDecorator<symbol> => SetMetadata(ADMIN_ONLY, true);
