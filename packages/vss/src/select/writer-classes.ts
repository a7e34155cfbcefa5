/**
 * The classes of the writers that matter here: the same on every machine. From Microsoft's "In-Box VSS Writers",
 * and for FRS "Backing Up and Restoring an FRS-Replicated SYSVOL Folder".
 * @packageDocumentation
 */

export const ntdsWriterClass = '{b2014c9e-8711-4c5c-a5a9-3cf384484757}';
/** One class for all instances of AD LDS: each is a writer of its own. */
export const adLdsWriterClass = '{dd846aaa-a1b6-42a8-aaf8-03dcb6114bfd}';
export const dfsrWriterClass = '{2707761b-2324-473d-88eb-eb007a359533}';
export const frsWriterClass = '{d76f5a28-3092-4589-ba48-2958fb88ce29}';
export const registryWriterClass = '{afbab4a2-367d-4d15-a586-71dbb18f8485}';
export const comPlusWriterClass = '{542da469-d3e1-473c-9f4f-7847f01fc64f}';
export const systemWriterClass = '{e8132975-6f93-4464-a53e-1050253ae220}';
