/**
 * What every COM object gives. `Release` stays visible above the binding, so that a double can count that each
 * interface is given back exactly once; an object must not be used after it.
 */
export interface IUnknown {
  Release(): Promise<number>;
}
