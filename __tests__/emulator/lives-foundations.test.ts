import { livesOf } from "./lives";

livesOf("foundations");
