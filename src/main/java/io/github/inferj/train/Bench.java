package io.github.inferj.train;
import io.github.inferj.network.*;
import java.util.*;
public class Bench {
	public static void main(String[] a) {
		int T=Integer.parseInt(a[0]), B=Integer.parseInt(a[1]), W=Integer.parseInt(a[2]), L=Integer.parseInt(a[3]), H=Integer.parseInt(a[4]), th=Integer.parseInt(a[5]);
		JointNetwork net=new JointNetwork(new Architecture(L,W,H,3),T);
		WeightLayout lay=net.layout(); System.out.println("layout");
		long t0=System.nanoTime();
		TrainingStep s=new TrainingStep(net,lay,B,T,th);
		System.out.printf("weights %d open %.2f s%n",lay.count(),(System.nanoTime()-t0)/1e9);
		Random r=new Random(1);
		s.state(Optimiser.WEIGHTS).data().put(0,lay.initialise(r));
		s.state(Optimiser.AVERAGE).data().put(0,lay.initialise(r));
		for(int rep=0;rep<3;rep++){ t0=System.nanoTime(); int n=rep==0?20:200; float l=0;
		for(int i=0;i<n;i++){
			for(int k=0;k<B*T;k++){s.batch().x().data().put(k,(float)r.nextGaussian());s.batch().noise().data().put(k,(float)r.nextGaussian());s.batch().observed().data().put(k,r.nextInt(2));}
			for(int k=0;k<B;k++)s.batch().sigma().data().put(k,(float)Math.exp(r.nextGaussian()));
			l=s.run(rep*200+i+1,1e-3,0.99);
		}
		System.out.printf("%.2f ms/step loss %f%n",(System.nanoTime()-t0)/1e6/n,l);}
		s.close();
	}
}
