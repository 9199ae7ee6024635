// Asks a model of two moons for the parameters and the first datum where the second datum is known,
// the first only to lie in an interval, and the parameters to satisfy an inequality.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// A good two_moons.onnx in that folder is used; the one that is trained here, far too briefly, only shows how to ask.
model = folder + "two_moons.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=two_moons simulations=300 steps=20 batchsize=64 modelfile=[" + model + "]");

table = folder + "observed.csv";
File.saveString("x_2\n0.1\n", table);
run("InferJ Interval...", "modelfile=[" + model + "] given=x_2 tablefile=[" + table + "] intervals=[x_1=-0.5..0.5; theta_1<0.8]"
	+ " constraints=[theta_1 + theta_2 > -1] wanted=[parameters, x_1] draws=200 seed=1 posteriorfile=[" + folder
	+ "interval.csv] plotfile=[" + folder + "interval.png] overwrite=true");
