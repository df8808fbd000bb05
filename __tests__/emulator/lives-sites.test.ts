import { livesOf } from "./lives";

livesOf("sites");
