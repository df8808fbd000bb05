import { livesOf } from "./lives";

livesOf("services");
