/** A place in a set as file systems that ignore case or compose letters see it: two that fold alike may collide. */
export function foldPlace(place: string): string {
  return place.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
