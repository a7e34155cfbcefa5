import type { ParameterType, ResultType } from '@dsbackup/win32';

/** Something that must be so if the binding's signatures are right. */
export interface ExpectedFact {
  readonly name: string;
  readonly value: number;
  readonly why: string;
}

type Signatures = Readonly<
  Record<string, { readonly result: ResultType; readonly parameters: readonly ParameterType[] }>
>;

/** What the compiler must say of the functions if they are called as these signatures say. */
export function expectedFacts(signatures: Signatures, pointerSize: 4 | 8): ExpectedFact[] {
  return Object.entries(signatures).flatMap(([name, { result, parameters }]) => [
    { name: `${name}/arity`, value: parameters.length, why: 'the number of its arguments' },
    { name: `${name}/result/HRESULT`, value: Number(result === 'hresult'), why: 'a status comes back' },
    { name: `${name}/result/void`, value: Number(result === 'void'), why: 'nothing comes back' },
    ...parameters.flatMap((type, index) =>
      Object.entries(factsOfType(type, pointerSize)).map(([fact, value]) => ({
        name: `${name}/${index}/${fact}`,
        value,
        why: `argument ${index + 1} goes in as ${type}`,
      })),
    ),
  ]);
}

function factsOfType(type: ParameterType, pointerSize: number): Readonly<Record<string, number>> {
  const pointer = { size: pointerSize, pointer: 1 };
  const number = { size: 4, pointer: 0 };
  switch (type) {
    case 'wide-string':
      return { ...pointer, LPCWSTR: 1, pointee: 2 };
    // HBC and PVOID are the same type to a compiler.
    case 'pointer':
      return { ...pointer, HBC: 1 };
    case 'memory':
      return pointer;
    case 'uint32':
      return { ...number, LONG: 0 };
    case 'int32':
      return { ...number, LONG: 1 };
    default:
      throw new Error(`No function of ntdsbcli.h takes a ${type}.`);
  }
}
