import { z } from 'zod';
import { isSafeSegment } from './safe-segment.js';

/** Whether `place` is a relative path of safe names under one of `folders`: it can't lead out of a set. */
export function isStoredPlace(place: string, folders: readonly string[]): boolean {
  const [first, ...names] = place.split('/');
  return first !== undefined && folders.includes(first) && names.length > 0 && names.every(isSafeSegment);
}

/** A place in a set, as its documents write it: safe names joined by `/`, below one of `folders`. */
export function storedPlaceSchema(...folders: readonly string[]) {
  return z
    .string()
    .max(8192)
    .refine((place) => isStoredPlace(place, folders), 'leads out of its folder or is no safe file name');
}
