import type { Resource } from "./view/stack-view";

/** Whether a database copies another one of its region, and so has its encryption, its users and its passwords. */
export const isInherited = ({ values }: Resource): boolean =>
  [values.replicate_source_db, values.replication_source_identifier].some(
    (source) => source !== undefined && source !== null && source !== "",
  );
